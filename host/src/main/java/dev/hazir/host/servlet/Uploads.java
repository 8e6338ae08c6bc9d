package dev.hazir.host.servlet;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What Jetty's reading of forms with several parts does not do by itself when the disk has no room for them. */
final class Uploads {

    private static final String JETTY = MultiPartFormData.class.getPackageName() + ".MultiPart";

    private Uploads() {}

    /** What kept the parts of a form from being written to disk, when that is why a request failed; otherwise null. */
    static @Nullable IOException unwritten(@Nullable Object failure) {
        for (Throwable cause = failure instanceof Throwable first ? first : null;
                cause != null;
                cause = cause.getCause()) {
            if (cause instanceof IOException io
                    && ofFiles(io)
                    && Arrays.stream(io.getStackTrace())
                            .anyMatch(frame -> frame.getClassName().startsWith(JETTY))) {
                return io;
            }
        }
        return null;
    }

    /** Parts that could not be read have nothing to close, but Jetty fails when it tries. */
    static Callback forgettingFailed(Request request, Callback callback) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return type == null || !type.startsWith("multipart/")
                ? callback
                : new Callback.Nested(callback) {
                    @Override
                    public void succeeded() {
                        forgetFailed(request);
                        super.succeeded();
                    }

                    @Override
                    public void failed(Throwable cause) {
                        forgetFailed(request);
                        super.failed(cause);
                    }
                };
    }

    private static void forgetFailed(Request request) {
        String name = MultiPartFormData.class.getName();
        if (request.getAttribute(name) instanceof CompletableFuture<?> parts && parts.isCompletedExceptionally()) {
            request.removeAttribute(name);
        }
    }

    private static boolean ofFiles(IOException failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        String thrower = trace.length == 0 ? "" : trace[0].getClassName();
        return failure instanceof FileSystemException
                || thrower.startsWith("sun.nio.ch.") && thrower.contains("FileDispatcher")
                || thrower.startsWith("java.io.File")
                || thrower.startsWith("java.io.RandomAccessFile");
    }
}
