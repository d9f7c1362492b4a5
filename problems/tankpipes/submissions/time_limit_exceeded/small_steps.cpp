#include <algorithm>
#include <cstdio>
#include <vector>
using namespace std;

struct Pump { long long s, e, r; };

int main() {
    int n;
    long long v, last = 0;
    if (scanf("%d %lld", &n, &v) != 2) return 1;
    vector<Pump> pumps(n);
    for (Pump &p : pumps) {
        if (scanf("%lld %lld %lld", &p.s, &p.e, &p.r) != 3) return 1;
        last = max(last, p.e);
    }
    long long litres = 0;
    for (long long minute = 0; minute < last; minute++) {
        long long inflow = 0;
        for (const Pump &p : pumps)
            if (p.s <= minute && minute < p.e) inflow += p.r;
        inflow = min<long long>(inflow, {{cap}});
        if (litres + inflow >= v) {
            printf("%.9f\n", minute + (double)(v - litres) / inflow);
            return 0;
        }
        litres += inflow;
    }
    puts("-1");
}
