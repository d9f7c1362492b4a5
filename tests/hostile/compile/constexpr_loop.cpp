constexpr unsigned long spin(unsigned long n) { unsigned long s = 0; for (unsigned long i = 0; i < n; i++) s = s * 31 + i; return s; }
constexpr unsigned long a = spin(30000000), b = spin(30000001), c = spin(30000002), d = spin(30000003);
int main() { return (int)(a ^ b ^ c ^ d); }
