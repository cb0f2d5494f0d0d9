"""What a use case costs and brings: figures, distribution, tornado, and the lines behind them."""
