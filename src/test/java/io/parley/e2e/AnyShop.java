package io.parley.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/// A shop of somebody else, on an origin of its own, that has pasted the snippet: every address is a page.
final class AnyShop implements AutoCloseable {
  private static final String PAGE = """
      <!doctype html><html lang="zh-Hant-TW"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <title>托特包</title><body><h1>托特包</h1>
      <div style="height:3000px"></div>
      <script>window.parley = window.parley || []; %s</script>
      <script async src="%s/parley.js" data-write-key="%s"></script>
      """;
  private static final String LOOKING = "parley.push([\"track\", \"Product Viewed\", {product_id: \"tote\"}])";

  private final HttpServer server;

  AnyShop() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String origin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  void paste(String parley, String writeKey) {
    paste(parley, writeKey, LOOKING);
  }

  /// `script` is the shop's own, before the snippet.
  void paste(String parley, String writeKey, String script) {
    var page = PAGE.formatted(script, parley, writeKey).getBytes(StandardCharsets.UTF_8);
    server.createContext("/", exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
      exchange.close();
    });
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
