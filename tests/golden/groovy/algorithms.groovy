def fib
fib = { n -> n < 2 ? n : fib(n - 1) + fib(n - 2) }
println((0..15).collect { fib(it) })
def primes = (2..50).findAll { n -> (2..<n).every { n % it != 0 } }
println primes
def gcd(a, b) { b == 0 ? a : gcd(b, a % b) }
println gcd(48, 36)
def bubble(list) {
    def l = list.clone()
    for (int i = 0; i < l.size(); i++)
        for (int j = 0; j < l.size() - 1 - i; j++)
            if (l[j] > l[j + 1]) { def t = l[j]; l[j] = l[j + 1]; l[j + 1] = t }
    l
}
println bubble([5, 2, 9, 1])
def hanoi(n, a, b, c, moves) {
    if (n == 0) return moves
    hanoi(n - 1, a, c, b, moves)
    moves << "$a$c".toString()
    hanoi(n - 1, b, a, c, moves)
}
println hanoi(3, 'A', 'B', 'C', []).join(' ')
println((1..15).collect { it % 15 == 0 ? 'FizzBuzz' : it % 5 == 0 ? 'Buzz' : it % 3 == 0 ? 'Fizz' : it }.join(','))
def isPalindrome = { String s -> def t = s.toLowerCase().findAll(/[a-z]/).join(''); t == t.reverse() }
println isPalindrome('A man, a plan, a canal: Panama')
println 'mississippi'.toList().groupBy { it }.collectEntries { k, v -> [k, v.size()] }
int n = 27, steps = 0
while (n != 1) { n = n % 2 ? 3 * n + 1 : n.intdiv(2); steps++ }
println steps
def roman = [1000: 'M', 900: 'CM', 500: 'D', 400: 'CD', 100: 'C', 90: 'XC', 50: 'L', 40: 'XL', 10: 'X', 9: 'IX', 5: 'V', 4: 'IV', 1: 'I']
def toRoman = { int v -> def r = ''; roman.each { k, t -> while (v >= k) { r += t; v -= k } }; r }
println toRoman(1994)
def matrix = [[1, 2], [3, 4]]
println matrix.collect { r -> matrix.transpose().collect { c -> [r, c].transpose().collect { a, b -> a * b }.sum() } }
def memo = [:]
def f
f = { k -> memo.containsKey(k) ? memo[k] : (memo[k] = k < 2 ? k : f(k - 1) + f(k - 2)) }
println f(60G)
println memo.size()
