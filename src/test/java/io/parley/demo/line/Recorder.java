package io.parley.demo.line;

import io.parley.channel.Inbound;
import io.parley.channel.Incoming;
import io.parley.channel.Incoming.Happening;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Keeps what channels handed over, beside the conversations; fails when told to.
final class Recorder implements Inbound {
  static final List<Incoming> SEEN = new CopyOnWriteArrayList<>();

  @Override
  public void received(Incoming incoming) {
    if (incoming.happening() instanceof Happening.Pressed pressed && pressed.postback().data().equals("poison")) {
      throw new IllegalStateException("A statement of many lines",
          new IllegalStateException("This event is poison\nat a place nobody asked for"));
    }
    SEEN.add(incoming);
  }

  @Configuration
  static class Recording {
    @Bean
    Recorder recorder() {
      return new Recorder();
    }
  }
}
