#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n), best(n + 1);
    for (int &coins : a) cin >> coins;
    for (int night = 1; night <= n; night++) {
        best[night] = best[night - 1];
        int earned = 0;
        for (int length = 1; length <= min({{streak}}, night); length++) {
            earned += a[night - length];
            best[night] = max(best[night], earned + best[max(0, night - length - {{pause}})]);
        }
    }
    cout << best[n] << "\n";
}
