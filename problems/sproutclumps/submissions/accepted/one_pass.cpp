#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> x(n);
    for (int &p : x) cin >> p;
    sort(x.begin(), x.end());
    int clumps = 0, best = 0, best_at = 0;
    for (int from = 0; from < n;) {
        int to = from + 1;
        while (to < n && x[to] - x[to - 1] <= {{gap}}) to++;
        clumps++;
        if (to - from > best) best = to - from, best_at = x[from];
        from = to;
    }
    cout << clumps << " " << best << " " << best_at << "\n";
}
