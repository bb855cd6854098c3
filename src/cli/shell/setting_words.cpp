// type ascii binary passive active epsv prompt glob progress verbose trace explain timeout status
#include <charconv>

#include "plainsock/trace.hpp"
#include "plainsock/visible.hpp"
#include "session.hpp"
#include "words.hpp"

namespace plainsock::cli {
namespace {

std::string on_or_off(bool value) { return value ? "on" : "off"; }

// "on", "off", or the other one when nothing stands there.
bool wanted(const Line& line, bool now) {
  if (line.arguments.empty()) return !now;
  const auto& text = line.arguments[0].text;
  if (text != "on" && text != "off") throw Failure{Status::usage, "usage: " + line.word + " [on|off]"};
  return text == "on";
}

void tell_setting(ShellSession& session, const Line& line, bool value) {
  if (session.has_person()) print_line(line.word + ' ' + on_or_off(value));
}

void toggle(ShellSession& session, const Line& line, bool& setting) {
  setting = wanted(line, setting);
  tell_setting(session, line, setting);
}

void set_type(ShellSession& session, ftp::Type type) { session.settings().type = type; }
std::string type_name(ftp::Type type) { return type == ftp::Type::ascii ? "ascii" : "binary"; }

void trace_anew(Settings& settings) {
  settings.trace.reset();
  settings.trace.emplace(std::string{}, settings.context.explain ? Explain::yes : Explain::no);
}

std::string seconds(double value) {
  auto text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

}  // namespace

void ascii_word(ShellSession& session, const Line&) { set_type(session, ftp::Type::ascii); }
void binary_word(ShellSession& session, const Line&) { set_type(session, ftp::Type::image); }

void type_word(ShellSession& session, const Line& line) {
  if (line.arguments.empty()) return print_line("type " + type_name(session.settings().type));
  const auto& name = line.arguments[0].text;
  const bool text = name == "ascii" || name == "a" || name == "A";
  const bool image = name == "binary" || name == "image" || name == "i" || name == "I";
  if (!text && !image) throw Failure{Status::usage, "usage: type [ascii|binary]"};
  set_type(session, text ? ftp::Type::ascii : ftp::Type::image);
}

void passive_word(ShellSession& session, const Line& line) {
  auto& active = session.settings().options.active;
  active = !wanted(line, !active);
  tell_setting(session, line, !active);
}

void active_word(ShellSession& session, const Line& line) {
  auto& active = session.settings().options.active;
  active = line.arguments.empty() || wanted(line, active);
  tell_setting(session, line, active);
}

void epsv_word(ShellSession& session, const Line& line) {
  auto& without = session.settings().options.no_epsv;
  without = !wanted(line, !without);
  tell_setting(session, line, !without);
}

void prompt_word(ShellSession& session, const Line& line) { toggle(session, line, session.settings().prompt); }
void glob_word(ShellSession& session, const Line& line) { toggle(session, line, session.settings().glob); }
void verbose_word(ShellSession& session, const Line& line) {
  toggle(session, line, session.settings().options.verbose);
}

void progress_word(ShellSession& session, const Line& line) {
  session.meter().want(wanted(line, session.meter().wanted()));
  tell_setting(session, line, session.meter().wanted());
}

void trace_word(ShellSession& session, const Line& line) {
  auto& settings = session.settings();
  const bool on = wanted(line, tracing());
  settings.trace.reset();
  trace_to(nullptr);
  if (on) trace_anew(settings);
  tell_setting(session, line, on);
}

// There is nothing to explain when nothing is shown.
void explain_word(ShellSession& session, const Line& line) {
  auto& settings = session.settings();
  toggle(session, line, settings.context.explain);
  if (settings.context.explain) settings.options.verbose = true;
  if (settings.trace) trace_anew(settings);
}

void timeout_word(ShellSession& session, const Line& line) {
  auto& timeout = session.settings().context.timeout;
  if (line.arguments.empty()) return print_line("timeout " + seconds(timeout) + " s");
  const auto& text = line.arguments[0].text;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value > 0) || value > 1e6)
    throw Failure{Status::usage, "usage: timeout takes seconds"};
  timeout = value;
}

void status_word(ShellSession& session, const Line&) {
  const auto& settings = session.settings();
  const auto& options = settings.options;
  if (const auto& server = session.server())
    print_line((session.is_connected() ? "connected to " : "lost ") + to_string(*server) + " as " +
               visible_line(session.credentials().user) + ", in " + visible_line(session.directory()));
  else
    print_line("not connected");
  print_line("type " + type_name(settings.type) + "; " + (options.active ? "active" : "passive") + "; epsv " +
             on_or_off(!options.no_epsv) + "; timeout " + seconds(settings.context.timeout) + " s");
  print_line("verbose " + on_or_off(options.verbose) + "; explain " + on_or_off(settings.context.explain) +
             "; trace " + on_or_off(tracing()) + "; progress " + on_or_off(session.meter().wanted()) + "; prompt " +
             on_or_off(settings.prompt) + "; glob " + on_or_off(settings.glob));
}

}  // namespace plainsock::cli
