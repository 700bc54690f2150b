package io.slipway.emulators;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * A handler of Jetty that another class loader has loaded, called in the caller's thread: without a server, a connection, or the text of HTTP. Its request and its
 * response are proxies, because Jetty's interfaces cannot be implemented here.
 */
final class JettyHandler {
    private final Object handler;
    private final ClassLoader loader;
    private final Class<?> request;
    private final Class<?> response;
    private final Class<?> headers;
    private final Method handle;
    private final Method chunk;
    private final Object noCallback;

    /**
     * @param handler an instance of Jetty's {@code Handler}
     * @param loader the class loader of Jetty
     */
    JettyHandler(Object handler, ClassLoader loader) throws ReflectiveOperationException {
        this.handler = handler;
        this.loader = loader;
        this.request = loader.loadClass("org.eclipse.jetty.server.Request");
        this.response = loader.loadClass("org.eclipse.jetty.server.Response");
        this.headers = loader.loadClass("org.eclipse.jetty.http.HttpFields$Mutable");
        Class<?> callback = loader.loadClass("org.eclipse.jetty.util.Callback");
        this.handle = handler.getClass().getMethod("handle", request, response, callback);
        this.chunk = loader.loadClass("org.eclipse.jetty.io.Content$Chunk")
                .getMethod("from", ByteBuffer.class, boolean.class);
        this.noCallback = callback.getField("NOOP").get(null);
    }

    /** Handles a POST. */
    JsonService.Answer call(Map<String, String> sent, byte[] body) {
        Received received = new Received();
        Map<String, String> asked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        asked.putAll(sent);
        Object askedHeaders = headers(asked);
        Object receivedHeaders = headers(received.headers);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            handle.invoke(
                    handler,
                    proxy(request, (proxy, method, arguments) -> switch (method.getName()) {
                        case "getMethod" -> "POST";
                        case "getHeaders" -> askedHeaders;
                        case "read" -> chunk.invoke(null, ByteBuffer.wrap(body), true);
                        default -> throw unsupported(method);
                    }),
                    proxy(response, (proxy, method, arguments) -> switch (method.getName()) {
                        case "getHeaders" -> receivedHeaders;
                        case "setStatus" -> received.status((int) arguments[0]);
                        case "write" -> received.write((ByteBuffer) arguments[1]);
                        default -> throw unsupported(method);
                    }),
                    noCallback);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the handler failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
        return new JsonService.Answer(received.status, received.headers, received.body);
    }

    private Object headers(Map<String, String> all) {
        return proxy(headers, (proxy, method, arguments) -> switch (method.getName()) {
            case "get" -> all.get((String) arguments[0]);
            case "put" -> {
                all.put((String) arguments[0], (String) arguments[1]);
                yield proxy;
            }
            default -> throw unsupported(method);
        });
    }

    private Object proxy(Class<?> type, InvocationHandler methods) {
        return Proxy.newProxyInstance(loader, new Class<?>[] {type}, methods);
    }

    private static UnsupportedOperationException unsupported(Method method) {
        return new UnsupportedOperationException("there is no implementation of " + method);
    }

    /** The response, which the handler writes in one piece. */
    private static final class Received {
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private int status;
        private byte[] body = {};

        Object status(int sent) {
            status = sent;
            return sent;
        }

        Object write(ByteBuffer bytes) {
            body = new byte[bytes.remaining()];
            bytes.get(body);
            return body;
        }
    }
}
