-- A figure is judged by those of its class: the classes of the neighbours are read where the figures are, and only there.

alter policy place_attribute_read on place_attribute using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])) or current_setting('gangju.derive', true) = 'on');
