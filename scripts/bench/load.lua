-- load.lua FILE page|history|year|table|function|plain|submit|login|flood FROM: sends the requests of a file that bench-prepare wrote, from line FROM on.
-- A page is asked for again and again by everybody in turn; a form is sent once, and running out of forms is an error.

local requests, used, last = {}, 0, 0
local threads = {}

function setup(thread)
  threads[#threads + 1] = thread
end

local function request_of(kind, token, rest)
  local headers = { Cookie = "__Host-session=" .. token }
  if kind == "page" then
    return wrk.format("GET", "/accounts/" .. rest, headers)
  elseif kind == "history" then
    return wrk.format("GET", "/accounts/" .. rest .. "/history", headers)
  elseif kind == "year" then
    return wrk.format("GET", "/accounts/" .. rest .. "/history?year=2020", headers)
  elseif kind == "table" then
    return wrk.format("GET", "/accounts/" .. rest .. "/history.csv", headers)
  elseif kind == "plain" then
    return wrk.format("GET", "/dev/plain/account/" .. rest, headers)
  end
  headers["Accept"] = "application/json"
  headers["Content-Type"] = "application/x-www-form-urlencoded"
  headers["Origin"] = "http://" .. wrk.headers["Host"]
  if kind == "login" or kind == "flood" then
    headers["Cookie"] = nil
    return wrk.format("POST", "/api/identity/login", headers, rest)
  elseif kind == "function" then
    return wrk.format("POST", "/api/readings/history", headers, "year=2020&account=" .. rest)
  end
  return wrk.format("POST", "/api/readings/submit", headers, rest)
end

function init(args)
  local file, kind, from = args[1], args[2], tonumber(args[3])
  local number = 0
  for line in io.lines(file) do
    number = number + 1
    if number > from then
      local token, rest = line:match("^(%S+) (%S+)$")
      requests[#requests + 1] = request_of(kind, token, rest)
    end
  end
  last = #requests
  again = kind ~= "submit"
  sent = 0
  exhausted = 0
  busy = 0
  wrong = 0
  if kind == "login" or kind == "flood" then response = count end
  if kind == "flood" then delay = hesitate end
end

-- People do not come in step, as connections that are refused together would.
function hesitate()
  return math.random(0, 100)
end

-- Of logins some are refused because too many come at once, and only for that.
function count(status)
  if status == 503 then
    busy = busy + 1
  elseif status ~= 200 then
    wrong = wrong + 1
  end
end

function request()
  if used == last then
    if not again then exhausted = 1 end
    used = 0
  end
  used = used + 1
  sent = sent + 1
  return requests[used]
end

function done(summary, latency)
  local sent, exhausted, busy, wrong = 0, 0, 0, 0
  for _, thread in ipairs(threads) do
    sent = sent + thread:get("sent")
    exhausted = exhausted + thread:get("exhausted")
    busy = busy + thread:get("busy")
    wrong = wrong + thread:get("wrong")
  end
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout - busy
  io.write(string.format("RESULT %d %.3f %.2f %.2f %.2f %d %d %d %d %d\n",
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
    failed, sent, exhausted, busy, wrong))
end
