println 1
println 1_000_000
println 0x1F + 0b101 + 017
println 12345678901
println 123456789012345678901234567890
println 1.50
println 1e3
println 1.5f
println 2.5d
println 10L
println 3G
println true
println null
println 'single \'quoted\' \u0041'
println "tab\tnew\\n"
println '''three
lines'''
println(/slashy \d+ \/ x/)
println($/dollar $$ / \ slashy/$)
[1, 1L, 1G, 1.0, 1.0f, 1.0d, 'a', "a${1}", true, [], 1..2, { -> }].each { println it.class.name.replaceAll(/literals.*/, 'closure') }
println 'a'.class.simpleName
