template <int N, int M> struct tree { typedef typename tree<N - 1, M>::type left; typedef typename tree<N - 1, M + (1 << (N % 30))>::type right; typedef tree type; };
template <int M> struct tree<0, M> { typedef int type; };
tree<28, 0>::type bomb;
int main() { return 0; }
