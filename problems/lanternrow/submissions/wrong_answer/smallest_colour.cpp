#include <iostream>
#include <vector>
using namespace std;

int main() {
    int m, total = 0;
    cin >> m;
    vector<int> left(m + 1), free_at(m + 1), row;
    for (int colour = 1; colour <= m; colour++) {
        cin >> left[colour];
        total += left[colour];
    }
    for (int hook = 0; hook < total; hook++) {
        int pick = 0;
        for (int colour = m; colour >= 1; colour--)
            if (left[colour] && free_at[colour] <= hook) pick = colour;
        if (!pick) {
            cout << "NO\n";
            return 0;
        }
        left[pick]--;
        free_at[pick] = hook + {{apart}};
        row.push_back(pick);
    }
    cout << "YES\n";
    for (int colour : row) cout << colour << " ";
    cout << "\n";
}
