a + b = 2
