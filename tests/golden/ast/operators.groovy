1 + 2 * 3 ** 4 - 5 / 6 % 7; a - b - c; a ** b ** c; -a * b; -a ** b; !a ** b; ++a * 2
a << b >> c >>> d; a..b; a..<b; a..b..c; 1 + 2..3 * 4
a < b; a > b; a <= b; a >= b; a in b; a instanceof B; a instanceof B[]; a instanceof int; !a instanceof B
a == b == c; a != b; a <=> b; a === b; a !== b; a =~ b ==~ c
a & b | c ^ d; a && b || c && d; a == b && c < d
!a; ~a; -a; +a; ++a; a++; --a; a--; -a--; ++a++; a++ + ++b; !~-+a
a ? b : c; a ?: b; a ? b : c ? d : e; a ? b ? c : d : e; a ?: b ?: c; a ? b = 1 : c
a +
  b
a ? b
  : c
a
  ?: b
a &&
  b
