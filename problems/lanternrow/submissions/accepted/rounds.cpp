#include <algorithm>
#include <iostream>
#include <numeric>
#include <vector>
using namespace std;

int main() {
    int m;
    cin >> m;
    vector<int> counts(m), order(m);
    for (int &count : counts) cin >> count;
    iota(order.begin(), order.end(), 0);
    stable_sort(order.begin(), order.end(), [&](int x, int y) { return counts[x] > counts[y]; });
    // Every round begins with one lantern of the most frequent colour; the others are dealt to the rounds in turn.
    // Colours that are as frequent as the first one come first in every round, the last round included.
    int most = counts[order[0]], leaders = 0;
    while (leaders < m && counts[order[leaders]] == most) leaders++;
    int total = accumulate(counts.begin(), counts.end(), 0);
    if (total < (long long)(most - 1) * {{apart}} + leaders) {
        cout << "NO\n";
        return 0;
    }
    vector<vector<int>> rounds(most);
    for (int i = 0; i < leaders; i++)
        for (auto &round : rounds) round.push_back(order[i]);
    int next = 0;
    for (int i = leaders; i < m; i++)
        for (int left = counts[order[i]]; left > 0; left--) {
            rounds[next].push_back(order[i]);
            next = most == 1 ? 0 : (next + 1) % (most - 1);
        }
    cout << "YES\n";
    for (auto &round : rounds)
        for (int colour : round) cout << colour + 1 << " ";
    cout << "\n";
}
