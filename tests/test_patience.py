"""Times here are those of the code under test, a fraction of a second each; nothing is measured."""

import _thread
import re
import signal
import sys
import threading
import time

import pytest

from exceltools.engine import patience as module
from exceltools.engine.isolation import attempt
from exceltools.engine.patience import OutOfPatience, patience

SHORT = 0.1
WAYS = ("alarm", "reminder")


@pytest.fixture(params=WAYS)
def way(request, monkeypatch):
    """Both ways of stopping, whatever the platform."""
    if request.param == "reminder":
        monkeypatch.setattr(module, "_alarm", module._reminder)
    elif not hasattr(signal, "setitimer"):
        pytest.skip("no timers here")
    return request.param


def loops():
    while True:
        pass


def loops_in_a_generator():
    for number in iter(int, 1):
        if number:
            yield


def swallows_every_exception():
    while True:
        try:
            sum(range(1000))
        except Exception:  # noqa: BLE001, S112
            continue


def swallows_everything():
    while True:
        try:
            sum(range(100))
        except:  # noqa: E722, S112
            continue


def swallows_everything_wherever_it_is():
    while True:
        try:
            time.sleep(0)
        except:  # noqa: E722, S112
            continue


def recurses_for_long():
    def down(depth):
        return depth and down(depth - 1) + down(depth - 1)

    down(60)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(loops, id="loops"),
        pytest.param(lambda: list(loops_in_a_generator()), id="loops-in-a-generator"),
        pytest.param(swallows_every_exception, id="swallows-every-exception"),
        pytest.param(swallows_everything, id="swallows-everything"),
        pytest.param(swallows_everything_wherever_it_is, id="swallows-everything-wherever-it-is"),
        pytest.param(recurses_for_long, id="recurses"),
    ],
)
def test_python_code_is_stopped(way, code):
    with attempt() as tried, patience(SHORT):
        code()
    assert tried.stopped
    assert tried.reason.startswith("den stoppades efter 0 sekunder på rad ")


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="only the system's alarm reaches code outside Python")
@pytest.mark.parametrize(
    "code",
    [
        pytest.param(lambda: time.sleep(60), id="waits"),
        pytest.param(lambda: re.fullmatch(r"(a+)+b", "a" * 60), id="searches-for-ever"),
        pytest.param(lambda: threading.Event().wait(60), id="waits-for-a-thread"),
    ],
)
def test_the_alarm_stops_what_runs_outside_python(code):
    with attempt() as tried, patience(SHORT):
        code()
    assert tried.stopped


def test_what_is_done_in_time_is_left_alone(way):
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGALRM)]
    with patience(60):
        done = True
    assert done
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGALRM)] == before
    assert threading.active_count() == len(threading.enumerate())


def test_nothing_comes_afterwards(way):
    with attempt() as tried, patience(SHORT):
        loops()
    assert tried.stopped
    time.sleep(0.2)  # an alarm that was left on would ring now


def test_somebody_elses_tracing_goes_on(way):
    seen = []
    before = sys.gettrace()

    def tracing(frame, event, _arg):
        seen.append((frame.f_code.co_name, event))

    sys.settrace(tracing)
    try:
        with attempt() as tried, patience(SHORT):
            loops()
        assert sys.gettrace() is tracing
    finally:
        sys.settrace(before)
    assert tried.stopped
    assert ("loops", "call") in seen


def test_a_clock_inside_a_clock_leaves_the_outer_one_running(way):
    with attempt() as outer, patience(3 * SHORT):
        with attempt() as inner, patience(SHORT):
            loops()
        loops()
    assert inner.stopped
    assert outer.stopped


def test_somebody_elses_alarm_still_rings():
    rang = []
    before = signal.signal(signal.SIGALRM, lambda *_: rang.append(True))
    ahead = signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with attempt() as tried, patience(SHORT):
            loops()
        assert (tried.stopped, rang) == (True, [])
        while not rang:
            time.sleep(0.01)
    finally:
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, *ahead)


def test_the_person_at_the_keyboard_interrupts_all_the_same(way):
    def interrupted():
        with attempt(), patience(60):
            _thread.interrupt_main()
            loops()

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever the process was started with
    try:
        with pytest.raises(KeyboardInterrupt):
            interrupted()
    finally:
        signal.signal(signal.SIGINT, before)


def test_another_thread_runs_as_long_as_it_likes():
    said = []

    def work():
        with patience(0.01):
            time.sleep(0.1)
        said.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert said == ["done"]


def test_the_stop_is_no_ordinary_exception():
    assert not issubclass(OutOfPatience, Exception)
