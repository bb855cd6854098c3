// For systems without libedit; a Windows console edits and remembers lines by itself.
#include "line_editor.hpp"

namespace plainsock::cli {

struct LineEditor::State {};

LineEditor::LineEditor(Complete) {}
LineEditor::~LineEditor() = default;
std::optional<std::string> LineEditor::read(const std::string& prompt) { return read_plain_line(prompt); }
void LineEditor::remember(const std::string&) {}
std::string LineEditor::about() {
  return "This plainsock was built without libedit: lines are edited as the terminal can, and Tab completes "
         "nothing.";
}

}  // namespace plainsock::cli
