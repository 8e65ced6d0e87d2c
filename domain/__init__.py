"""The words of the product: types, ports and errors. Imports only the standard library."""
