-- Says how it went in one line.
function done(summary)
  local errors = summary.errors
  io.write(string.format("answers %.1f refused %d\n", summary.requests / summary.duration * 1e6,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
