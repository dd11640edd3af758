"""The Groovy language: lexer, parser, tree, compiler to closures, built-in methods. Knows nothing of CI."""
