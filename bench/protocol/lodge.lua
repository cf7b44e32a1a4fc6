-- Hands in a lodging that no other request has: the bytes of the file args[1] with a
-- nonce and an entry of its own. args[2] tells one run from another.
--   stamp 32 (its nonce in the last 16) | entry 48 | envelope 16 384
local head, tail, run
local number = 0

function init(args)
  local bytes = io.open(args[1], "rb"):read("*a")
  head = "POST /v1/lodge HTTP/1.1\r\nHost: bench\r\nContent-Length: " .. #bytes .. "\r\n\r\n" .. bytes:sub(1, 16)
  tail = bytes:sub(49)
  run = args[2]
end

function request()
  number = number + 1
  local id = string.format("%6s%010d", run, number)
  return head .. id .. id .. tail
end

function done(summary)
  local errors = summary.errors
  io.write(string.format("answers %.1f refused %d\n", summary.requests / summary.duration * 1e6,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
