package dev.hazir.host.resource;

import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a publisher gives, one buffer at a time: the next one is requested when the exchange has taken the one
 * before. The publisher may use any thread; all state belongs to the event loop.
 */
final class StreamedContent implements Flow.Subscriber<ByteBuffer>, SendCallback {

    /** How many buffers may follow each other before other connections have their turn. */
    private static final int TURN = 16;

    private final Answer answer;
    private final HttpExchange exchange;
    private final long announced;
    private @Nullable ResponseHead head;
    private Flow.@Nullable Subscription subscription;
    private @Nullable ByteBuffer next;
    private long given;
    private boolean requested;
    private boolean requesting;
    private boolean again;
    private boolean sending;
    private boolean completed;
    private boolean over;

    StreamedContent(Answer answer, ResponseHead head) {
        this.answer = answer;
        this.exchange = answer.exchange();
        this.head = head;
        this.announced = head.contentLength();
    }

    /** Subscribes. The head goes out with the first buffer, or alone if none is there at once. */
    void start(Flow.Publisher<ByteBuffer> publisher) {
        onLoop(() -> {
            exchange.onAbort(this::gone);
            try {
                answer.guest().call(answer.trigger(), () -> {
                    publisher.subscribe(this);
                    return Boolean.TRUE;
                });
            } catch (Exception e) {
                fail(e);
            }
            if (head != null && !over && !sending) {
                send(null, false);
            }
        });
    }

    @Override
    public void onSubscribe(Flow.Subscription offered) {
        onLoop(() -> {
            if (subscription != null || over) {
                answer.guest().run(answer.trigger(), offered::cancel);
            } else {
                subscription = offered;
                request();
            }
        });
    }

    @Override
    public void onNext(ByteBuffer bytes) {
        onLoop(() -> {
            if (over || completed) {
                return;
            }
            given += bytes.remaining();
            if (!requested) {
                fail(new IllegalStateException("the publisher gave more buffers than were requested"));
            } else if (announced >= 0 && given > announced) {
                fail(new IllegalStateException("the publisher gave more than the announced " + announced + " bytes"));
            } else {
                requested = false;
                next = bytes;
                proceed();
            }
        });
    }

    @Override
    public void onError(Throwable cause) {
        onLoop(() -> fail(cause));
    }

    @Override
    public void onComplete() {
        onLoop(() -> {
            if (announced >= 0 && given < announced) {
                fail(new IllegalStateException(
                        "the publisher gave " + given + " bytes instead of the announced " + announced));
            } else {
                completed = true;
                proceed();
            }
        });
    }

    @Override
    public void sent() {
        onLoop(() -> {
            sending = false;
            if (over) {
                answer.over();
            } else {
                proceed();
            }
        });
    }

    @Override
    public void failed(Throwable cause) {
        onLoop(() -> gone(cause));
    }

    private void proceed() {
        if (over || sending) {
            return;
        }
        ByteBuffer bytes = next;
        if (bytes != null) {
            next = null;
            send(bytes, false);
        } else if (completed) {
            over = true;
            send(null, true);
        } else if (!requested) {
            request();
        }
    }

    private void send(@Nullable ByteBuffer bytes, boolean last) {
        ResponseHead first = head;
        head = null;
        sending = true;
        ByteBuf content = bytes == null ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes);
        if (first != null && last && announced < 0) {
            first = new ResponseHead(first.status(), first.headers(), 0);
        }
        exchange.send(first, content, last, this);
    }

    /** Requests one buffer. What is given at once leads back here: it is noted, so that the stack does not grow. */
    private void request() {
        Flow.Subscription source = subscription;
        if (source == null) {
            return;
        }
        again = true;
        if (requesting) {
            return;
        }
        requesting = true;
        for (int i = 0; i < TURN && again && !over; i++) {
            again = false;
            requested = true;
            answer.guest().run(answer.trigger(), () -> source.request(1));
        }
        requesting = false;
        if (again && !over) {
            exchange.loop().execute(this::request);
        }
    }

    private void fail(Throwable cause) {
        if (over) {
            return;
        }
        boolean begun = head == null;
        cancel();
        if (begun) {
            answer.broken(cause);
        } else {
            answer.error(cause);
        }
    }

    private void gone(Throwable cause) {
        if (!over) {
            cancel();
            answer.over();
        }
    }

    private void cancel() {
        over = true;
        next = null;
        Flow.Subscription source = subscription;
        if (source != null) {
            answer.guest().run(answer.trigger(), source::cancel);
        }
    }

    private void onLoop(Runnable step) {
        if (exchange.loop().inEventLoop()) {
            step.run();
        } else {
            exchange.loop().execute(step);
        }
    }
}
