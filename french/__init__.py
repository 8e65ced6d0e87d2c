"""French-language tools: sentences, words, forms. Imports only the domain."""
