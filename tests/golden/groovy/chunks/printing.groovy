println 1; println 1L; println 1.0; println 1.0d; println 1e20; println 1e-10d; println 100G; println 'c' as char; println true; println null; println(); println ''
print 'no newline'; print 1; print null; print([1]); println()
println([1, 'a', [b: 2]]); println([a: [1, 2], b: 'x']); println([] as Set); println 1..3; println 'a'..'c'; println([1, 2] as int[]); println(['x'] as String[]); println 'abc' as char[]; println([[1, 2] as int[], [3]])
---
println([1, 'a', null, 'it\'s', "g${1}", 'x' as char, 1.5, [k: 'v'], 1..2, true].inspect())
println 'a\nb\t"q" \\ \''.inspect() + "${'x'}".inspect() + 1.inspect() + null.inspect() + [:].inspect() + [].inspect() + ['a': ['b']].inspect() + [(1): 'x'].inspect() + ('a'..'c').inspect() + (1..<4).inspect() + [1, 2].toString() + ([1] as Set).inspect() + ([1] as int[]).inspect() + (['s'] as String[]).inspect() + new Date(0).inspect() + String.inspect() + ~/re/.inspect()
---
def l = [1]; l << l; println l
def m = [a: 1]; m.self = m; println m
println "${[1, [2, [3]]]} ${[a: [b: [c: 1]]]} ${(1..3)} ${['x'] as String[]} ${[1, 2] as int[]}"
println 'a' + [1] + [b: 2] + (1..2) + null + true + 1.5 + 'c' as String
println([a: 1, b: 'x'].toString() + [1, 2].toString() + (1..3).toString() + ([1] as Set).toString() + "g${1}".toString() + ([1, 2] as int[]).toString().startsWith('[I'))
println String.valueOf([a: 1]) + String.valueOf([1, 'b']) + [a: 1].toMapString() + ['a', null].join('-') + [[1], [2]].join('|') + [a: 1].entrySet().join()
System.out.println('sysout'); System.out.print('x'); System.out.printf('%d%n', 5); this.println 'this'
---
printf('%s %s%n', 'a', 1); printf('%5.2f|%-5s|%05d%n', 1.234, 'x', 42); printf("g${1}\n"); printf('%s\n', [1, 2] as Object[]); printf('%d %d\n', [1, 2]); println sprintf('%s', [1] ); println String.format('%s %s', [1, 2] as Object[])
println new Object().toString().startsWith('java.lang.Object@') && this.toString().startsWith(this.class.name + '@') && { -> }.toString().contains('_closure')
---
println([1, 2.5, 'x', null, true, [a: [b: 'c']], 1..3, 'c' as char])
println "${[1, 'x']} ${[k: 'v']} ${null}"
---
println([a: 'b', 1: [2]].inspect() + ' ' + ['x', "y${1}"].inspect() + ' ' + 'tab\t'.inspect())
---
println 1.0 + ' ' + 1.50 + ' ' + 1e3 + ' ' + 1e-5 + ' ' + 100000000.0d + ' ' + 0.1f + ' ' + (1/3) + ' ' + 1.0e10
---
print 'a'
print 1
print([2])
println()
println()
println 'end'
---
class N { def v; String toString() { "N<$v>" } }
println([new N(v: 1), [k: new N(v: 2)], "${new N(v: 3)}"])
println new N(v: [new N(v: 4)])
---
println new int[3]
println(new String[2])
println([[1, 2], [3]] as int[][])
println(['a', 'b'] as char[])
println([1L, 2L] as long[])
---
println(({ 1 }).call() + ' ' + [{ 2 }].collect { it() } + ' ' + [:].toString() + [].toString() + ''.inspect())
printf '%s|%5d|%-5s|%.2f%n', 'a', 42, 'b', 3.14159
println sprintf('%03d:%x', 7, 255)
