char c = 'a'
println c
println(((int) c))
println c + 1
println(((char) (c + 1)))
println c.class.simpleName
println 'abc'.charAt(1)
println 'abc'.charAt(1).class.simpleName
println 'abc' as char[]
println 'abc'.bytes.toList()
println 'é'.getBytes('UTF-8').toList()
println new String([104, 105] as byte[])
println 'a' as char == 'a'
println(('a' as char) < ('b' as char))
println 'abc'.toCharArray().collect { (int) it }
println 'z'.next()
println((('a'..'e').toList()))
println 'abc'.codePointAt(0)
println Character.isLetter(c)
println Character.getNumericValue('7' as char)
println 'A'.equals('A' as char)
println 'abc'.collect { it.toUpperCase() }.join()
println(("${c}" + c))
println 'caesar'.collect { (((it as char) - 97 + 3) % 26 + 97) as char }.join()
