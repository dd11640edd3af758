def f() {
    def x = a as Map<String, List<X>>
    x
}
