"""Workers of the job rows: slow work outside any transaction, one module for each kind."""
