#include <histedit.h>

#include <algorithm>
#include <cstdio>

#include "libedit_locale.hpp"
#include "line_editor.hpp"
#include "plainsock/console.hpp"

namespace plainsock::cli {
namespace {

int characters_in(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

std::string common_beginning(const std::vector<std::string>& choices) {
  auto common = choices.front();
  for (const auto& each : choices) {
    const auto end = std::mismatch(common.begin(), common.end(), each.begin(), each.end()).first;
    common.erase(end, common.end());
  }
  while (!common.empty() && (common.back() & 0xC0) == 0x80) common.pop_back();
  return common;
}

void show(const std::vector<std::string>& choices) {
  std::string text = "\n";
  for (const auto& each : choices) text += each + "  ";
  std::fprintf(stderr, "%s\n", text.c_str());
}

}  // namespace

struct LineEditor::State {
  explicit State(Complete completer) : complete(std::move(completer)) {
    speak_utf8();
    HistEvent event;
    ::history(lines, &event, H_SETSIZE, 1000);
    ::history(lines, &event, H_SETUNIQUE, 1);
    ::el_set(editor, EL_CLIENTDATA, this);
    ::el_set(editor, EL_PROMPT, &State::prompt_of);
    ::el_set(editor, EL_EDITOR, "emacs");
    ::el_set(editor, EL_SIGNAL, 1);  // Ctrl-C ends el_gets
    ::el_set(editor, EL_HIST, ::history, lines);
    ::el_set(editor, EL_ADDFN, "plainsock-complete", "Completes a word or a name", &State::on_tab);
    ::el_source(editor, nullptr);  // ~/.editrc
    ::el_set(editor, EL_BIND, "\t", "plainsock-complete", nullptr);
  }
  ~State() {
    ::el_end(editor);
    ::history_end(lines);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  static State& of(EditLine* editor) {
    void* state = nullptr;
    ::el_get(editor, EL_CLIENTDATA, &state);
    return *static_cast<State*>(state);
  }
  static char* prompt_of(EditLine* editor) { return of(editor).prompt.data(); }

  static unsigned char on_tab(EditLine* editor, int) {
    const auto* line = ::el_line(editor);
    const std::string_view before{line->buffer, static_cast<std::size_t>(line->cursor - line->buffer)};
    const auto completion = of(editor).complete(before);
    if (completion.choices.empty()) return CC_REFRESH_BEEP;
    auto text = common_beginning(completion.choices);
    const bool only = completion.choices.size() == 1;
    if (only && !text.ends_with('/')) text += ' ';
    const auto typed = before.substr(completion.begin);
    if (!only && text.size() <= typed.size()) {
      show(completion.choices);
      return CC_REDISPLAY;
    }
    ::el_deletestr(editor, characters_in(typed));
    ::el_insertstr(editor, text.c_str());
    return CC_REFRESH;
  }

  Complete complete;
  std::string prompt;
  ::History* lines = ::history_init();
  EditLine* editor = ::el_init("plainsock", stdin, stderr, stderr);
};

LineEditor::LineEditor(Complete complete) {
  if (console::is_terminal(console::Stream::input) && console::is_terminal(console::Stream::error))
    state_ = std::make_unique<State>(std::move(complete));
}
LineEditor::~LineEditor() = default;

std::optional<std::string> LineEditor::read(const std::string& prompt) {
  if (!state_) return read_plain_line(prompt);
  state_->prompt = prompt;
  const console::InterruptScope stay{[](void*) noexcept {}, nullptr};
  int size = 0;
  const char* typed = ::el_gets(state_->editor, &size);
  if (!typed || size <= 0) {
    std::fputc('\n', stderr);
    return console::interrupted() ? std::optional{std::string{}} : std::nullopt;
  }
  std::string line{typed, static_cast<std::size_t>(size)};
  while (line.ends_with('\n') || line.ends_with('\r')) line.pop_back();
  return line;
}

void LineEditor::remember(const std::string& line) {
  HistEvent event;
  if (state_) ::history(state_->lines, &event, H_ENTER, line.c_str());
}

std::string LineEditor::about() {
  return "Tab completes words and names, local and remote; the arrow keys edit and bring lines back (~/.editrc).";
}

}  // namespace plainsock::cli
