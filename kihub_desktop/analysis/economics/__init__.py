"""What a use case costs and brings: cash lines in, net present value with its spread out."""
