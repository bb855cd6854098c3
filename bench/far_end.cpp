#include "far_end.hpp"

#include <cstdio>
#include <sstream>

#include "plainsock/resolver.hpp"
#include "round_trip.hpp"
#include "throughput.hpp"

namespace plainsock::bench {
namespace {

// Work under way, in a thread of its own.
class Job {
 public:
  virtual ~Job() = default;
  virtual bool ended() = 0;
  virtual void nudge() {}
  virtual std::string report() { return "0 0 0"; }
  virtual void cancel() = 0;  // the near end has gone without a word
};

template <class Link>
class EchoJob final : public Job {
 public:
  EchoJob(Link link, std::size_t bytes, int processor) : echo_(std::move(link), bytes, processor) {}
  bool ended() override { return echo_.ended(); }
  void nudge() override { echo_.nudge(); }
  void cancel() override { echo_.cancel(); }

 private:
  EchoThread<Link> echo_;
};

class DrainJob final : public Job {
 public:
  DrainJob(TcpStream stream, std::size_t block, int processor)
      : thread_([this, stream = std::move(stream), block, processor]() mutable {
          drain(std::move(stream), block, processor);
          ended_ = true;
        }) {}
  ~DrainJob() override { thread_.join(); }
  bool ended() override { return ended_; }
  void cancel() override {}  // the stream has ended, too

 private:
  std::atomic<bool> ended_{false};
  std::thread thread_;
};

class CountJob final : public Job {
 public:
  CountJob(UdpSocket socket, const DatagramPlan& plan, int processor)
      : receiver_(std::move(socket), plan), thread_([this, processor] { receiver_.run(processor); }) {}
  ~CountJob() override { thread_.join(); }
  bool ended() override { return receiver_.ended(); }
  std::string report() override {
    const auto& account = receiver_.account();
    return std::to_string(account.unique()) + ' ' + std::to_string(account.reordered()) + ' ' +
           std::to_string(account.duplicated());
  }
  void cancel() override { wake(receiver_.socket()); }

 private:
  DatagramReceiver receiver_;
  std::thread thread_;
};

struct WrongRequest : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The value of an enumeration by its name.
template <class T>
T named(std::istream& words, std::initializer_list<T> values) {
  std::string word;
  words >> word;
  for (const auto each : values) {
    if (name_of(each) == word) return each;
  }
  throw WrongRequest("not known: " + word);
}

int processor_of(std::istream& words) {
  std::string word;
  words >> word;
  if (word != "first") return std::stoi(word);
  return processors().empty() ? any_processor : processors().front();
}

std::size_t size_of(std::istream& words) {
  std::size_t size = 0;
  if (!(words >> size) || size == 0) throw WrongRequest("a size is missing");
  return size;
}

// Data goes between the same two hosts as the control connection.
TcpStream data_stream(Control& control) {
  const auto here = control.stream().local_address().value();
  auto listener = TcpListener::bind({here.ip(), 0}).value("bind");
  control.say("port " + std::to_string(listener.local_address().value().port()));
  auto stream = listener.accept(Deadline::after(std::chrono::seconds{10})).value("accept").stream;
  prepare(stream);
  return stream;
}

UdpSocket data_socket(Control& control) {
  const auto here = control.stream().local_address().value();
  auto socket = UdpSocket::bind({here.ip(), 0}).value("bind");
  control.say("port " + std::to_string(socket.local_address().value().port()));
  std::istringstream words{control.hear().value_or("")};
  std::string from;
  std::uint16_t port = 0;
  if (!(words >> from >> port) || from != "from") throw WrongRequest("from PORT is missing");
  socket.set_peer({control.stream().peer_address().value().ip(), port}).value("connect");
  control.say("ready");
  return socket;
}

std::unique_ptr<Job> echo_job(Control& control, const std::string& protocol, std::istream& words) {
  const auto bytes = size_of(words);
  const auto wait =
      named(words, {WaitKind::block, WaitKind::poll, WaitKind::select, WaitKind::epoll, WaitKind::spin});
  const auto processor = processor_of(words);
  if (protocol == "tcp")
    return std::make_unique<EchoJob<StreamLink>>(StreamLink{data_stream(control), wait}, bytes, processor);
  return std::make_unique<EchoJob<DatagramLink>>(DatagramLink{data_socket(control), wait}, bytes, processor);
}

std::unique_ptr<Job> start_job(Control& control, const std::string& request) {
  std::istringstream words{request};
  std::string work;
  std::string protocol;
  words >> work >> protocol;
  if (work == "echo") return echo_job(control, protocol, words);
  if (work == "drain") {
    const auto block = size_of(words);
    const auto processor = processor_of(words);
    return std::make_unique<DrainJob>(data_stream(control), block, processor);
  }
  if (work != "count") throw WrongRequest("not known: " + request);
  DatagramPlan plan;
  plan.mechanism = named(words, {Mechanism::single, Mechanism::many, Mechanism::segmented});
  plan.pace = named(words, {Pace::flood, Pace::windowed, Pace::paced});
  plan.bytes = size_of(words);
  const auto processor = processor_of(words);
  return std::make_unique<CountJob>(data_socket(control), plan, processor);
}

std::string answer_of(Job& job, const std::string& question) {
  if (question == "ended") return job.ended() ? "yes" : "no";
  if (question == "report") return job.report();
  if (question == "nudge") return job.nudge(), "done";
  if (question != "usage") return "error not known: " + question;
  const auto used = usage();
  return std::to_string(used.processor_time.count()) + ' ' + std::to_string(used.context_switches);
}

int serve(const std::string& address, const std::string& port) {
  const auto where = resolve(address, port).value("bind");
  auto listener = TcpListener::bind(where.front()).value("bind");
  std::printf("listening %s\n", listener.local_address().value().to_string().c_str());
  std::fflush(stdout);
  for (;;) {
    std::thread{[control = std::make_unique<Control>(listener.accept().value("accept").stream)] {
      answer(*control);
    }}.detach();
  }
}

std::string value_of(const std::vector<std::string>& arguments, std::string_view option, std::string otherwise) {
  const auto found = std::find(arguments.begin(), arguments.end(), option);
  return found == arguments.end() || found + 1 == arguments.end() ? otherwise : found[1];
}

}  // namespace

void answer(Control& control) try {
  const auto request = control.hear();
  if (!request) return;
  const auto job = start_job(control, *request);
  while (const auto question = control.hear()) control.say(answer_of(*job, *question));
  if (!job->ended()) job->cancel();
} catch (const std::exception& failure) {
  try {
    control.say("error " + std::string{failure.what()});
  } catch (const std::exception&) {  // nobody is there who could be told
  }
}

std::optional<int> run_as_far_end(const std::vector<std::string>& arguments) try {
  const auto has = [&](std::string_view option) {
    return std::find(arguments.begin(), arguments.end(), option) != arguments.end();
  };
  if (has("--serve"))
    return serve(value_of(arguments, "--bind", "127.0.0.1"), value_of(arguments, "--port", "43211"));
  if (!has("--far-end")) return std::nullopt;
  const auto port = value_of(arguments, "--far-end", "");
  Control control{TcpStream::connect("127.0.0.1", port).value("connect")};
  return answer(control), 0;
} catch (const std::exception& failure) {
  std::fprintf(stderr, "plainsock-bench: %s\n", failure.what());
  return 1;
}

}  // namespace plainsock::bench
