static void main(String[] args) { x }
