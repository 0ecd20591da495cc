"""The commands of `siaga`, one module each; bot/__main__.py puts them on the command line."""
