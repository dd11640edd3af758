class D { def methodMissing(String n, args) { "mm:$n:${args.toList()}" }; def propertyMissing(String n) { "pm:$n" }; def propertyMissing(String n, v) { println "set:$n=$v" } }
def d = new D()
println d.foo()
println d.foo(1, 'a')
println d.bar
d.baz = 3
println d."any thing"(1)
println d.doIt { }.startsWith('mm:doIt')
