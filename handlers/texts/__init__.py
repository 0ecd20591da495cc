"""Every sentence people read, in Bahasa Indonesia; one module for each part of the product."""
