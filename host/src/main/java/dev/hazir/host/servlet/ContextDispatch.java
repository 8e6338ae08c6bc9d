package dev.hazir.host.servlet;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands a request to the context of the deployment whose endpoint took it: two versions may share one path. */
final class ContextDispatch extends Handler.Abstract {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        BridgeConnection connection = (BridgeConnection) request.getConnectionMetaData();
        return connection.app().handle(request, response, callback);
    }
}
