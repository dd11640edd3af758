a
if (b) {
  c '''x
y'''
}
f(
  d,
  "e\
f"
)
