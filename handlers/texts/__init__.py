"""Every Indonesian sentence a person reads, one module for each area."""
