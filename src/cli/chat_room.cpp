#include "chat_room.hpp"

#include <algorithm>
#include <limits>

#include "plainsock/visible.hpp"

namespace plainsock::cli {
namespace {

constexpr std::size_t longest_name = 32;  // bytes

// A name stands before a colon, on one line, beside others.
std::string clean_name(std::string_view wanted) {
  auto name = visible_line(wanted.substr(0, std::min(wanted.find_last_not_of(' ') + 1, longest_name)));
  name.erase(0, std::min(name.find_first_not_of(" *"), name.size()));
  std::replace(name.begin(), name.end(), ':', '.');
  return name;
}

Member& member_of(const Event& event) { return *reinterpret_cast<Member*>(event.key()); }
std::uintptr_t key_of(const Member& member) { return reinterpret_cast<std::uintptr_t>(&member); }

}  // namespace

Room::Room(TcpListener& listener, Stop& stop, EventLog& log)
    : stop_(stop),
      log_(log),
      poller_(Poller::create().value("poller")),
      wakes_(stop, poller_),
      door_(listener, std::numeric_limits<std::size_t>::max(), poller_) {
  input_.start([this] { static_cast<void>(poller_.wake()); });
}

void Room::run() {
  while (!stop_.requested()) {
    const auto until = earlier(door_.attend(members_.size()), next_leave());
    const auto events = poller_.wait(until).value("wait");
    for (const auto& event : events) {
      if (event.key() == Door::key)
        welcome();
      else
        serve(member_of(event), event.ready());
    }
    hear_operator();
    flush_all();
    bury();
  }
}

void Room::welcome() {
  while (auto client = door_.let_in()) {
    auto& member = members_.emplace_back(std::move(*client), "guest-" + std::to_string(++guests_));
    log_.connected(member.peer());
    if (const auto added = poller_.add(member.socket(), member.watched, key_of(member)); !added) {
      complain("serve " + member.peer().to_string() + ": " + added.error().message());
      log_.closed(member.peer());
      members_.pop_back();
    }
  }
}

void Room::serve(Member& member, Interest ready) {
  if (has(ready, Interest::write) && !member.flush()) return lose(member);
  watch(member);
  if (!has(ready, Interest::read) || member.leaving()) return;
  const bool goes_on = member.receive([&](std::string_view line) { hear(member, line); },
                                      [&] { tell(member, "* your line was too long: at most 4096 bytes"); });
  if (!goes_on) leave(member, "");
}

void Room::hear(Member& member, std::string_view line) {
  if (line.starts_with("/name")) return take_name(member, line.substr(5));
  if (means_leaving(line)) return leave(member, "* goodbye");
  join(member);
  if (!line.empty()) announce(member.name + ": " + visible(line), &member);
}

void Room::take_name(Member& member, std::string_view wanted) {
  const auto name = clean_name(wanted);
  const auto before = member.name;
  if (!name.empty() && name != before) member.name = free_name(name);
  if (member.joined && member.name != before) announce("* " + before + " is now " + member.name, &member);
  if (!member.joined || member.name != name) tell(member, "* you are " + member.name);
  join(member);
}

void Room::join(Member& member) {
  if (std::exchange(member.joined, true)) return;
  announce("* " + member.name + " joined", &member);
}

void Room::leave(Member& member, std::string_view last_words) {
  if (member.leaving()) return;
  member.dismiss(last_words, Member::Rest::kept);
  ++leaving_;
  watch(member);
  if (member.joined) announce("* " + member.name + " left", &member);
}

void Room::lose(Member& member) {
  leave(member, "");
  member.abandon();
}

// Out of the room before the others are told, so that telling them cannot come back here.
void Room::drop_slow(Member& member) {
  member.dismiss("* you read too slowly and have been dropped", Member::Rest::dropped);
  ++leaving_;
  watch(member);
  announce("* " + member.name + " left: reads too slowly", &member);
}

void Room::hear_operator() {
  while (const auto line = input_.take()) {
    if (means_leaving(*line)) return stop_.request();
    if (!line->empty()) announce("server: " + visible(*line));
  }
  if (input_.at_end() && console::is_operated()) stop_.request();
}

void Room::announce(const std::string& line, const Member* except) {
  log_.line(line);
  for (auto& member : members_) {
    if (&member != except && member.joined) tell(member, line);
  }
}

void Room::tell(Member& member, std::string_view line) {
  if (!member.tell(line)) return drop_slow(member);
  if (!std::exchange(member.dirty, true)) dirty_.push_back(&member);
}

std::string Room::free_name(const std::string& wanted) const {
  const auto taken = [&](const std::string& name) {
    return name == "server" ||
           std::any_of(members_.begin(), members_.end(), [&](const Member& other) { return other.name == name; });
  };
  auto name = wanted;
  for (unsigned number = 2; taken(name); ++number) name = wanted + '-' + std::to_string(number);
  return name;
}

void Room::flush_all() {
  while (!dirty_.empty()) {
    auto& member = *dirty_.back();
    dirty_.pop_back();
    member.dirty = false;
    if (member.flush())
      watch(member);
    else
      lose(member);
  }
}

void Room::watch(Member& member) {
  if (member.wants() == member.watched) return;
  member.watched = member.wants();
  poller_.modify(member.socket(), member.watched, key_of(member)).value("wait");
}

// Those who have left, once they have heard what was said to them before.
void Room::bury() {
  for (auto member = members_.begin(); leaving_ > 0 && member != members_.end();) {
    const auto here = member++;
    if (!here->gone()) continue;
    static_cast<void>(poller_.remove(here->socket()));
    log_.closed(here->peer());
    members_.erase(here);
    --leaving_;
  }
}

Deadline Room::next_leave() const {
  auto next = Deadline::never();
  for (const auto& member : members_) {
    if (leaving_ == 0) break;
    if (member.leaving()) next = earlier(next, member.leave_by());
  }
  return next;
}

}  // namespace plainsock::cli
