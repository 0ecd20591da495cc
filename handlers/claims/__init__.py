"""What follows an illness or a death: a note for Bakesbangpol and Dinkes until BPJS is settled."""
