package io.parley.channel;

import io.parley.platform.Erasing;
import java.util.List;
import org.springframework.stereotype.Component;

/// What came from her and went to her at providers: the raw webhooks, too. Her name at a channel is
/// `line:<connection>:<address>`, by mail it is `email:<address>`.
@Component
class ChannelErasing implements Erasing {
  private static final String HERS = """
      (t.connection_id::text || ':' || t.address = any (:values)
        or t.address like '%@%' and t.address = any (:values))""";

  @Override
  public int rank() {
    return 60;
  }

  @Override
  public List<Rows> rows() {
    return List.of(
        Rows.shown("channel.incoming", HERS),
        Rows.shown("channel.outgoing", HERS),
        Rows.hidden("channel.mail", HERS),
        Rows.shown("channel.contact", HERS));
  }
}
