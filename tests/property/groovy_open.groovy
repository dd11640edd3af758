def fn1(a, b = 2, Object... c) { [a, b, c.size()] }
return fn1(1, (String) z)
%%%%
return ((1..<4294967296L).collect { it + 1 } << 3)
