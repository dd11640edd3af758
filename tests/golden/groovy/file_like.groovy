def text = 'name=Bob\nage=5\n\n# comment\ncity=Paris'
def props = text.readLines().findAll { it && !it.startsWith('#') }.collectEntries { l -> def p = l.split('='); [p[0], p[1]] }
println props
def csv = 'a,b,c\n1,2,3\n4,5,6'
def (head, rest) = [csv.readLines().head().split(','), csv.readLines().tail()]
println rest.collect { [head, it.split(',')].transpose().collectEntries { it } }
println text.split('\n').size()
println text.tokenize('\n=').size()
int lines = 0
text.eachLine { lines++ }
println lines
println csv.readLines()*.split(',')*.collect { it }.size()
def table = csv.readLines().collect { it.split(',').toList() }
println table
println table.transpose()
println table.collect { row -> row.collect { it.padLeft(3) }.join('|') }.join('\n')
println text.findAll(/\w+=/).collect { it - '=' }
def words = 'the quick the lazy the dog'.split(' ')
println words.countBy { it }.sort { -it.value }.collect { k, v -> "$k:$v" }
println words.toList().unique().join(' ')
println words.groupBy { it.size() }
println words.collect { it[0].toUpperCase() + it[1..-1] }.join(' ')
