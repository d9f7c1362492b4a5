#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>
using namespace std;

static string feedback;

[[noreturn]] static void finish(int code, const string &message) {
    ofstream(feedback + "/judgemessage.txt") << message << "\n";
    exit(code);
}

static string upper(string word) {
    for (char &c : word) c = toupper((unsigned char)c);
    return word;
}

// Empty if the stream holds NO or a valid row after YES; `possible` says which.
static string read_claim(istream &in, const vector<int> &counts, bool &possible) {
    string word;
    if (!(in >> word)) return "there is no output";
    word = upper(word);
    if (word == "NO") {
        possible = false;
        return in >> word ? "NO is followed by something" : "";
    }
    if (word != "YES") return "neither YES nor NO";
    possible = true;
    vector<int> left = counts, last(counts.size(), -1000000);
    int total = 0;
    for (int count : counts) total += count;
    for (int hook = 0; hook < total; hook++) {
        if (!(in >> word)) return "the row is too short";
        if (word.size() > 8 || !all_of(word.begin(), word.end(), [](unsigned char c) { return isdigit(c); })) return "no number";
        int colour = atoi(word.c_str()) - 1;
        if (colour < 0 || colour >= (int)counts.size()) return "no colour";
        if (left[colour]-- == 0) return "a colour is used too often";
        if (hook - last[colour] < {{apart}}) return "equal colours are too close";
        last[colour] = hook;
    }
    return in >> word ? "the row is too long" : "";
}

int main(int, char **argv) {
    feedback = argv[3];
    ifstream input(argv[1]), answer(argv[2]);
    int m;
    input >> m;
    vector<int> counts(m);
    for (int &count : counts) input >> count;
    bool judge = false, team = false;
    string fault = read_claim(answer, counts, judge);
    if (!fault.empty()) finish(1, "the judge's answer: " + fault);
    string wrong = read_claim(cin, counts, team);
    if (!wrong.empty()) finish(43, wrong);
    if (judge && !team) finish(43, "there is a way");
    if (team && !judge) finish(1, "the judge did not find this way");
    finish(42, "right");
}
