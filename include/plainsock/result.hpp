// A value or the reason why there is none.
#pragma once

#include <system_error>
#include <utility>
#include <variant>

namespace plainsock {

template <class T>
concept ErrorCodeEnum = std::is_error_code_enum_v<T>;

// What a socket operation returns: a T, or the std::error_code that says why not. The part of C++23's std::expected
// that this library uses. Sockets report, protocols throw: value() turns the report into an exception.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) noexcept : state_(std::in_place_index<0>, std::move(value)) {}
  Result(std::error_code error) noexcept : state_(std::in_place_index<1>, error) {}
  template <ErrorCodeEnum Error>
  Result(Error error) noexcept : Result(make_error_code(error)) {}

  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  // The error, or a default std::error_code (which is false) when there is a value.
  std::error_code error() const noexcept { return has_value() ? std::error_code{} : *std::get_if<1>(&state_); }

  // Access without a check; undefined when there is no value.
  T& operator*() & noexcept { return *std::get_if<0>(&state_); }
  const T& operator*() const& noexcept { return *std::get_if<0>(&state_); }
  T operator*() && noexcept { return std::move(*std::get_if<0>(&state_)); }
  T* operator->() noexcept { return std::get_if<0>(&state_); }
  const T* operator->() const noexcept { return std::get_if<0>(&state_); }

  // The value, or a std::system_error whose what() is "context: cause" ("cause" alone without a context). Of a
  // temporary it comes as a copy of its own, so that `for (auto& a : resolve(...).value())` is sound.
  T& value(const char* context = nullptr) & { return check(context), **this; }
  const T& value(const char* context = nullptr) const& { return check(context), **this; }
  T value(const char* context = nullptr) && { return check(context), std::move(**this); }
  T value_or(T other) && { return has_value() ? std::move(**this) : std::move(other); }

 private:
  void check(const char* context) const {
    if (has_value()) return;
    if (context) throw std::system_error(error(), context);
    throw std::system_error(error());
  }

  std::variant<T, std::error_code> state_;
};

// Success, or the reason for failure.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() noexcept = default;
  Result(std::error_code error) noexcept : error_(error) {}
  template <ErrorCodeEnum Error>
  Result(Error error) noexcept : error_(make_error_code(error)) {}

  bool has_value() const noexcept { return !error_; }
  explicit operator bool() const noexcept { return has_value(); }
  std::error_code error() const noexcept { return error_; }

  void value(const char* context = nullptr) const {
    if (error_) throw context ? std::system_error(error_, context) : std::system_error(error_);
  }

 private:
  std::error_code error_;
};

}  // namespace plainsock
