def fact(n) { n <= 1 ? 1G : n * fact(n - 1) }
println fact(25)
def fib = { n -> n < 2 ? n : call(n - 1) + call(n - 2) }
println fib(12)
int typed(long a, double b) { a + b }
println typed(2, 3)
println typed(2, 3).class
---
println max(3, 4)
def max(a, b) { a > b ? a : b }
println this.max(8, 2)
def k = { max(it, 5) }
println k(1) + k(9)
