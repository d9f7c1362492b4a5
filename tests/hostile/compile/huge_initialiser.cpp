struct block { int x[1 << 28] = {1}; };
constexpr block b{};
int main() { return b.x[5]; }
