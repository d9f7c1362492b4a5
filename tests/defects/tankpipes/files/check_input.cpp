#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>

static void require(bool condition, const std::string &message) {
    if (condition) return;
    std::cerr << message << std::endl;
    std::exit(43);
}

static long long parse(std::istringstream &words, long long low, long long high) {
    std::string word;
    require(bool(std::getline(words, word, ' ')), "a number is missing");
    require(!word.empty() && word.size() <= 15, "a number is empty or too long");
    for (char c : word) require(std::isdigit((unsigned char)c), "a number holds another character than digits");
    require(word.size() == 1 || word[0] != '0', "a number has a leading zero");
    long long value = std::stoll(word);
    require(low <= value && value <= high, "the number " + word + " is out of its bounds");
    return value;
}

static std::string line() {
    std::string text;
    require(bool(std::getline(std::cin, text)), "a line is missing");
    require(!std::cin.eof(), "the last line has no newline");
    require(text.empty() || text.back() != ' ', "a space stands at the end of a line");
    return text;
}

int main() {
    std::istringstream head(line());
    long long n = parse(head, {{n_min}}, {{n_max}});
    parse(head, {{v_min}}, {{v_max}});
    require(head.eof(), "the first line is too long");
    for (long long i = 0; i < n; i++) {
        std::istringstream pump(line());
        long long s = parse(pump, {{s_i_min}}, {{s_i_max}});
        long long e = parse(pump, {{e_i_min}}, {{e_i_max}});
        parse(pump, {{r_i_min}}, {{r_i_max}});
        require(pump.eof(), "a pump's line is too long");
        require(s < e, "a pump is off before it is on");
    }
    require(std::cin.peek() == EOF, "there is more than n pumps");
    return 42;
}
