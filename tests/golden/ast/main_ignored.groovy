static main(args) { x }
y
void main(a) { z }
