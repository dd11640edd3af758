if (a) b
if (a) b else c
if (a) b; else c
if (a) { b } else if (c) { d } else { e }
if (a)
  b
else
  c
if (a) def x = 1, y = 2
if (a) int x
while (a) b
while (a) { }
while (a) ;
while (x = y) { }
for (a in b) c
for (a in b) { }
for (a in b) ;
for (def a in b) { }
for (final a in b) { }
for (String a : b) { }
for (def a : b + c) { }
for (a in 1..3) { }
for (int i = 0; i < 3; i++) { }
for (i = 0; i < 3; i += 1) x
for (;;) { break }
a: while (true) { break a; continue a }
a: for (b in c) { continue }
a: b: x()
a: { 1 }
a: { x -> 1 }
a: def x = 1, y = 2
;; x ;; y
