template <class T> struct s : s<s<T>*> {};
template <class... T> void f(T... t) { f(t..., undefined_name, t...); f(undeclared, t...); }
#define E(n) int v##n = missing_##n + also_missing_##n; char v##n[] = v##n;
#define E10(n) E(n##0) E(n##1) E(n##2) E(n##3) E(n##4) E(n##5) E(n##6) E(n##7) E(n##8) E(n##9)
#define E100(n) E10(n##0) E10(n##1) E10(n##2) E10(n##3) E10(n##4) E10(n##5) E10(n##6) E10(n##7) E10(n##8) E10(n##9)
#define E1000(n) E100(n##0) E100(n##1) E100(n##2) E100(n##3) E100(n##4) E100(n##5) E100(n##6) E100(n##7) E100(n##8) E100(n##9)
E1000(1) E1000(2) E1000(3) E1000(4) E1000(5) E1000(6) E1000(7) E1000(8) E1000(9)
int main() { f(1); s<int> x; }
