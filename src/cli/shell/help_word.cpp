#include "command.hpp"
#include "line_editor.hpp"
#include "words.hpp"

namespace plainsock::cli {
namespace {

void print_columns() {
  std::string row;
  std::size_t last = 0;
  for (const auto& word : all_words()) {
    if (row.size() + 12 > 80) print_line(row), row.clear();
    row.append(row.empty() ? 0 : 12 - last, ' ').append(word.name);
    last = word.name.size();
  }
  print_line(row);
}

}  // namespace

void help_word(ShellSession&, const Line& line) {
  if (!line.arguments.empty()) {
    const auto& word = find_word(line.arguments[0].text);
    print_line(std::string{word.name}.append(" ").append(word.arguments));
    return print_line("    " + std::string{word.about});
  }
  print_columns();
  print_line("help WORD explains one; the beginning of a word will do. Names with blanks stand in quotes.");
  print_line(LineEditor::about());
}

}  // namespace plainsock::cli
